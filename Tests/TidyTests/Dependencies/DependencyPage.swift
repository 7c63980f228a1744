/// The list of what others wrote and the shipped programs use, as a page of the documentation.
enum DependencyPage {
    static let path = "docs/generated/dependencies.md"

    /// The document.
    static func write(_ swift: SwiftPackages, _ system: SystemLibraries, toolchain: Set<Licence>) -> String {
        let packages = swift.packages.map { package in
            let version = package.required.map { "\($0) or newer" } ?? "as another package asks"
            let inside = package.cLicences.isEmpty ? "" : "; in its C sources also \(package.cLicences.text)"
            return "| `\(package.name)` | \(version) | \(package.licences.text)\(inside) "
                + "| \(package.hasNotice ? "yes" : "") | \(names(package.importers)) | \(names(package.programs)) |"
        }
        let libraries = system.libraries.map { library in
            "| `\(library.source)` | \(names(library.files)) | \(library.licences.text) | \(library.linking.rawValue) "
                + "| \(library.purpose) | \(names(library.programs)) |"
        }
        return ([head] + packages + [swiftItself(toolchain)] + libraries + [duties(system)])
            .joined(separator: "\n")
    }

    private static func names(_ names: [String]) -> String { names.map { "`\($0)`" }.joined(separator: ", ") }

    private static let head = """
        # What the programs are made of

        <!-- Generated from the build, the checkouts and the installed packages. To renew it: make docs -->

        Everything by others that the three shipped programs have inside or load, found in what the linker was given
        and in the programs themselves. A licence is recognised by its own words; one that is unknown, or that is not
        allowed for the way in which the code is used, fails the test that writes this page. Mintmark itself is under
        Apache-2.0: [LICENSE](../../LICENSE).

        ## Swift packages

        All of them are compiled into the programs. A version is the least that `Package.swift` asks for, within the
        same major version. With NOTICE: a file that has to be passed on with the programs (Apache-2.0, section 4d).

        | package | version | licence | NOTICE | imported by | in |
        |---|---|---|---|---|---|
        """

    private static func swiftItself(_ licences: Set<Licence>) -> String {
        """

        ## Swift itself

        The standard library, Foundation and Dispatch are under \(licences.text), says the
        toolchain. In the Debian packages they are inside the programs; a build for this computer loads them.

        ## Libraries of the system

        From Debian, by source package and without versions. Programs that load a library use whichever compatible
        version is installed.

        | source package | files | licence | is | what for | in |
        |---|---|---|---|---|---|
        """
    }

    private static func duties(_ system: SystemLibraries) -> String {
        let inside = system.libraries.filter {
            $0.linking == .inside && !$0.licences.isDisjoint(with: [.lgpl2, .lgpl21])
        }
        let text = inside.map { library in
            """

            ## What the licence of `\(library.source)` asks for

            \(names(library.files)) is linked into \(names(library.programs)), and is under
            \(library.licences.text). That licence (section 6) lets a program under other terms have the library
            inside, if whoever gets the program can put a changed library into it and use that. So whoever passes the
            programs on has to:

            - say that the library is used and under which licence, and pass a copy of that licence on
              (`/usr/share/common-licenses/LGPL-2.1` on Debian);
            - allow changes for the receiver's own use, and reverse engineering to find mistakes in such changes;
            - give what is needed to link again: the library's source (Debian's source package `\(library.source)`), and
              the source of Mintmark in that version, or its object files. `make deb` links it all again.

            As long as Mintmark's source is passed on with the programs, or offered as the licence says, nothing else is
            needed. Who passes on changed programs **without** their source has to pass on their object files, or link
            the shared library instead: then take the `:` and the `.a` out of the line in `Package.swift`.
            """
        }
        return text.joined(separator: "\n") + "\n"
    }
}
