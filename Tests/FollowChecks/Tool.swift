import Glibc

/// The tool `ip`, as somebody else who changes things.
enum Tool {
    /// Runs commands one after the other, also if some of them fail.
    static func ip(_ commands: [String]) {
        guard let pipe = unsafe popen("ip -force -batch - >/dev/null 2>&1", "w") else { return }
        for command in commands { unsafe fputs(command + "\n", pipe) }
        unsafe pclose(pipe)
    }
}
