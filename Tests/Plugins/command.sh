# Sourced by Tests/Scripts/plugins.sh: modules to be committed, by the command plugin.

ynl_generate() { # arguments…; in the current folder
    swift package --allow-writing-to-package-directory ynl-generate "$@" > "$log" 2>&1
}

in_users() (
    cd "$users" || exit
    rm -rf Generated
    ynl_generate --target Changing || exit
    [ "$(cd Generated && find . -name '*.swift' | sort | tr '\n' ' ')" = './First/First.swift ./Second/Second.swift ' ]
)
drift_in_users() (
    cd "$users" || exit
    ynl_generate --target Changing --check || exit
    echo '// Drift.' >> Generated/First/First.swift
    ynl_generate --target Changing --check && exit 1
    grep -q '^-// Drift\.$' "$log"
)
options_in_users() (
    cd "$users" || exit
    ynl_generate Sources/Changing/first.yaml --output Elsewhere --module Other --operations get || exit
    grep -q 'enum Other: ' Elsewhere/Other/Other.swift && ! grep -q 'struct Drop' Elsewhere/Other/Other.swift
)
missing_target() (
    cd "$users" || exit
    ynl_generate --target Changin && exit 1
    grep -q "error: the package has no target 'Changin'" "$log"
)
in_root() ( ynl_generate --check )

check "ynl-generate in a user's package: writes Generated/" in_users
check "ynl-generate --check in a user's package: passes, and shows a difference" drift_in_users
check 'ynl-generate with options of ynl-gen' options_in_users
check 'ynl-generate for a target that is not there: a sentence that says what to do' missing_target
check 'ynl-generate --check in this package: Generated/ is what the specs say' in_root
