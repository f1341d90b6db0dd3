/// What the tool says about its use.
enum Help {
    /// The line that every mistake is answered with.
    static let usage = """
        Usage: ynl-gen <spec> ... [--output <dir>] [--check] [<option> ...]
          See 'ynl-gen --help' for more information.
        """

    /// All of it.
    static let text = """
        OVERVIEW: Generates Swift bindings from YAML netlink specs.

        Writes DIR/<Module>/<Module>.swift for each spec, or prints the source of a single one. An overlay \
        NAME.overlay.yaml beside NAME.yaml is applied by itself; naming it as a SPEC does no harm.

        Exit status: 0 done, or nothing differs; 1 with --check, something differs; 2 a spec, an overlay or the \
        configuration has errors; 64 the command line is wrong; 74 a file cannot be read or written.

        USAGE: ynl-gen <spec> ... [--output <dir>] [--check] [<option> ...]

        WHERE TO:
          --output <dir>          Write modules below this folder.
          --check                 Write nothing; print a unified diff of what would change in the output folder.
          --file <file>           Write the source of the only spec to this file.
          --part-of <module>      The module that the source becomes part of, if it does not get one of its own. Code is
                                  then internal and structs alone unless something else says otherwise.

        WHAT:
          --overlay <file>        The overlay of the only spec, instead of the one beside it.
          --config <file>         Access, faces, and more about single specs; specs/README.md tells all.
          --configured-specs <name,...>
                                  All specs that the configuration is for. The run for the first of them reports what is
                                  wrong with it as a whole; runs for others leave that to it.
          --access <access>       Who may use the code: public or internal. (default: the configuration's, or public)
          --faces <faces>         Which forms of each attribute set to write: structs alone, or all, which is views and
                                  builders as well. (default: the configuration's, or all)
          --operations <name,...> Generate only these operations and events of the only spec, with what they reach.
          --formats <name,...>    With these formats of sub-messages; 'all' for every one. (default: none if operations are
                                  selected, or all)
          --module <name>         The name of the only spec's module and namespace.

        HOW:
          --diagnostics <format>  How to print errors and warnings: text or json. (default: text)
          -h, --help              Show this.
        """
}
