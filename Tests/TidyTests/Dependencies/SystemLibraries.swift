import Foundation
import TestSupport

/// The libraries of the system that the shipped programs have inside or load.
struct SystemLibraries {
    /// The libraries of one source package of Debian.
    struct Library {
        /// Without a version: `sqlite3`.
        let source: String
        /// The files, without a version: `libsqlite3.so`.
        let files: [String]
        let licences: Set<Licence>
        let linking: Licence.Linking
        /// What for, as `scripts/prepare` says.
        let purpose: String
        let programs: [String]
    }

    let libraries: [Library]

    /// The parts of a source package that are the library, where not all of it is.
    private static let parts = ["zint": "backend/"]

    /// Looks at the programs of this build and at the packages of this computer.
    init() async throws {
        var users: [String: Set<String>] = [:]
        for program in SwiftPackages.programs {
            let dump = try await Self.lines("objdump", ["-p", BuiltProducts.path(program)])
            for line in dump {
                let words = line.split(separator: " ")
                if words.first == "NEEDED", let name = words.last { users[String(name), default: []].insert(program) }
            }
        }
        let loaded = users.keys.filter { !$0.hasPrefix("ld-linux") && !Self.isOfSwift($0) }
        let inside = try Self.archives()
        let purposes = try await Self.purposes()
        var libraries: [Library] = []
        for (file, module) in inside {
            users[file] = Set(try SwiftPackages.programs.filter { try SwiftPackages.modules(of: $0).contains(module) })
        }
        for (files, linking) in [
            (Array(inside.keys), Licence.Linking.inside), (loaded, .loaded),
        ] {
            var bySource: [String: (files: Set<String>, package: String, programs: Set<String>)] = [:]
            for file in files {
                let package = try await Self.package(of: file)
                let source = try await Self.source(of: package)
                let known = bySource[source] ?? ([], package, [])
                bySource[source] = (
                    known.files.union([Self.withoutVersion(file)]), known.package,
                    known.programs.union(users[file] ?? [])
                )
            }
            for (source, found) in bySource {
                libraries.append(
                    Library(
                        source: source,
                        files: found.files.sorted(),
                        licences: try Self.licences(of: found.package, source: source),
                        linking: linking,
                        purpose: purposes[source] ?? "the system's own: what every program needs",
                        programs: SwiftPackages.programs.filter(found.programs.contains)
                    )
                )
            }
        }
        self.libraries = libraries.sorted { ($0.linking.rawValue, $0.source) < ($1.linking.rawValue, $1.source) }
    }

    /// The libraries that Package.swift links from their archives, and the module that has each inside.
    private static func archives() throws -> [String: String] {
        let target = /name: "(\w+)",\s*linkerSettings: \[\.linkedLibrary\(":([^"]+\.a)"/
        let found = try SourceTree.text(of: "Package.swift").matches(of: target)
        return Dictionary(found.map { (String($0.output.2), String($0.output.1)) }) { first, _ in first }
    }

    private static func isOfSwift(_ file: String) -> Bool {
        ["libswift", "lib_Foundation", "libFoundation", "libdispatch", "libBlocksRuntime"].contains {
            file.hasPrefix($0)
        }
    }

    /// `libsqlite3.so.0` is `libsqlite3.so`.
    private static func withoutVersion(_ file: String) -> String {
        file.firstRange(of: ".so").map { String(file[..<$0.upperBound]) } ?? file
    }

    private static func package(of file: String) async throws -> String {
        let found = try await lines("dpkg", ["-S", "*/\(file)"]).first ?? ""
        guard let package = found.split(separator: ":").first, !package.isEmpty else {
            throw TestSupportError("no Debian package has \(file)")
        }
        return String(package)
    }

    /// The source package, without the version that the name of a compiler's has.
    private static func source(of package: String) async throws -> String {
        let name = try await lines("dpkg-query", ["-W", "-f", "${source:Package}\\n", package]).first ?? ""
        return name.replacing(/-[0-9]+$/, with: "")
    }

    private static func lines(_ program: String, _ arguments: [String]) async throws -> [String] {
        let child = try ChildProcess(program, arguments: arguments)
        guard try await child.waitUntilExit(timeoutSeconds: 60) == 0 else {
            throw TestSupportError("\(program) \(arguments.joined(separator: " ")): \(child.lines)")
        }
        return child.lines
    }

    /// What `scripts/prepare` says that each library is for, by its source package.
    private static func purposes() async throws -> [String: String] {
        var purposes: [String: String] = [:]
        let script = try SourceTree.text(of: "scripts/prepare")
        for match in script.matches(of: /"([a-z0-9.+-]+-dev) +([^"(]*[^"( ])/) {
            // Packages of other tasks may not be installed.
            guard let source = try? await source(of: String(match.output.1)), purposes[source] == nil else { continue }
            purposes[source] = String(match.output.2)
        }
        return purposes
    }

    /// What the package's copyright file says of the library.
    private static func licences(of package: String, source: String) throws -> Set<Licence> {
        let text = String(decoding: try readFile("/usr/share/doc/\(package)/copyright"), as: UTF8.self)
        return DebianCopyright.licences(of: parts[source] ?? "*", in: text)
    }
}
