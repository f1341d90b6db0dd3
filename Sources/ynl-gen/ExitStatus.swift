/// What a run says to the shell.
enum ExitStatus: Int32 {
    /// All is done, or nothing differs.
    case done = 0

    /// A check found a difference.
    case differs = 1

    /// A spec or an overlay has errors.
    case invalidSpec = 2

    /// The command line asks for what cannot be; `EX_USAGE` of `sysexits.h`.
    case wrongUse = 64

    /// A file cannot be read or written; `EX_IOERR` of `sysexits.h`.
    case inputOutput = 74
}
