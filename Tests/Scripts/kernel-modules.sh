# For scripts that source it: modules generated from specs of the kernel, in a package that may be kept between runs.

# Writes a file only when it changes, so that a package that was kept is not compiled anew.
put() { cmp -s "$1" "$2" || cp "$1" "$2"; }

# Settings of all targets, as the package's manifest has them.
strict_settings() {
    cat <<'MANIFEST'
// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .strictMemorySafety(), .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"), .enableExperimentalFeature("Lifetimes"),
]
MANIFEST
}

# Generates a module Kernel… from each spec into the package's Sources. $modules becomes the list of their names, and
# folders of modules that have another name now, or none, are removed.
generate_kernel_modules() { # root of the repository, package, specs…
    local root=$1 package=$2 ynl_gen spec name overlay module folder options
    shift 2
    (cd "$root" && swift build --product ynl-gen >&2) || return
    ynl_gen=$(cd "$root" && swift build --show-bin-path)/ynl-gen
    modules=()
    for spec in "$@"; do
        name=$(basename "$spec" .yaml)
        overlay=$root/Tests/KernelFamilies/Overlays/$name.overlay.yaml
        options=()
        [ ! -e "$overlay" ] || options=(--overlay "$overlay")
        rm -rf "$package/generated"
        "$ynl_gen" "$spec" "${options[@]}" --output "$package/generated" 2> "$package/messages" \
            || { cat "$package/messages"; return 1; }
        module=$(ls "$package/generated")
        mkdir -p "$package/Sources/Kernel$module"
        put "$package/generated/$module/$module.swift" "$package/Sources/Kernel$module/$module.swift"
        modules+=("Kernel$module")
    done
    for folder in "$package"/Sources/Kernel*; do
        [[ " ${modules[*]} " == *" $(basename "$folder") "* ]] || rm -rf "$folder"
    done
}
