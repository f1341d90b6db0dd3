#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// The command line: from spec files to Swift source.
@main
enum YNLGen {
    static func main() {
        do throws(UsageError) {
            let options = try Options(parsing: Array(CommandLine.arguments.dropFirst()))
            if options.help {
                print(Help.text)
            } else {
                exit(Run(options: options).execute().rawValue)
            }
        } catch {
            StandardError.print("Error: \(error.message)\n\(Help.usage)")
            exit(ExitStatus.wrongUse.rawValue)
        }
    }
}
