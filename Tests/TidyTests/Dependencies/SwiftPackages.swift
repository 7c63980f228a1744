import Foundation
import TestSupport

/// The Swift packages of others whose modules are linked into the shipped programs.
struct SwiftPackages {
    /// One package.
    struct Package {
        let name: String
        /// The least version that Package.swift asks for; nil when another package asks for it.
        let required: String?
        let licences: Set<Licence>
        /// Whether it has a NOTICE file, which has to be passed on with the programs.
        let hasNotice: Bool
        /// Licences in the sources of the C modules that are linked, where they name others than the package's own.
        let cLicences: Set<Licence>
        /// Modules of ours that import it.
        let importers: [String]
        let programs: [String]
    }

    static let programs = ["mintmark-agent", "mintmark-coordinator", "mintmark"]

    let packages: [Package]
    /// Linked modules that are neither ours nor of a package that is known.
    let unknownModules: Set<String>

    private static let checkouts = "\(PackageRoot.path)/.build/checkouts"

    /// Looks at what the linker was given for the programs of this build.
    init() throws {
        let ours = Set(
            SourceTree.paths(under: ["Sources"], endingIn: "").compactMap { path -> String? in
                let parts = path.split(separator: "/")
                // A program's module has its name with underscores.
                return parts.count > 2 ? parts[1].split(separator: "-").joined(separator: "_") : nil
            }
        )
        let folders = try FileManager.default.contentsOfDirectory(atPath: Self.checkouts).sorted()
        let owners = try Self.owners(folders)
        var users: [String: Set<String>] = [:]
        for program in Self.programs {
            for module in try Self.modules(of: program) { users[module, default: []].insert(program) }
        }
        let foreign = users.keys.filter { !ours.contains($0) }
        unknownModules = Set(foreign.filter { owners[$0] == nil })
        let manifest = try SourceTree.text(of: "Package.swift")
        let importers = try Self.importers(owners)
        packages = try folders.compactMap { folder -> Package? in
            let linked = foreign.filter { owners[$0] == folder }
            guard !linked.isEmpty else { return nil }
            let licences = try Self.licences(of: folder)
            var cLicences: Set<Licence> = []
            for module in linked { cLicences.formUnion(try Self.cLicences(of: module, in: folder)) }
            return Package(
                name: folder,
                required: manifest.firstMatch(of: try Regex("/\(folder)\", from: \"([0-9.]+)\""))?.output[1].substring
                    .map(String.init),
                licences: licences,
                hasNotice: FileManager.default.fileExists(atPath: "\(Self.checkouts)/\(folder)/NOTICE.txt"),
                cLicences: cLicences.subtracting(licences),
                importers: importers[folder, default: []].sorted(),
                programs: Self.programs.filter { program in linked.contains { users[$0]?.contains(program) == true } }
            )
        }
    }

    /// The modules whose object files are linked into a program.
    static func modules(of program: String) throws -> Set<String> {
        let list = "\(BuiltProducts.directory)/\(program).product/Objects.LinkFileList"
        let text = String(decoding: try readFile(list), as: UTF8.self)
        return Set(
            text.split(separator: "\n").compactMap { line in
                line.split(separator: "/").last { $0.hasSuffix(".build") }.map { String($0.dropLast(".build".count)) }
            }
        )
    }

    /// Which package a module is of: the one that has a folder or a target with its name.
    private static func owners(_ folders: [String]) throws -> [String: String] {
        var owners: [String: String] = [:]
        for folder in folders {
            let manifest = String(decoding: try readFile("\(checkouts)/\(folder)/Package.swift"), as: UTF8.self)
            for match in manifest.matches(of: /[tT]arget\(\s*name:\s*"([^"]+)"/) {
                owners[String(match.output.1)] = folder
            }
            let sources = (try? FileManager.default.contentsOfDirectory(atPath: "\(checkouts)/\(folder)/Sources")) ?? []
            for module in sources { owners[module] = folder }
        }
        return owners
    }

    /// Which modules of ours, of those that are shipped, import which package.
    private static func importers(_ owners: [String: String]) throws -> [String: Set<String>] {
        let driven: Set<String> = ["Simulation", "TestSupport", "mintmark-simulate"]
        var importers: [String: Set<String>] = [:]
        for file in try SourceTree.swiftFiles.get() where file.isShipped && !driven.contains(file.module) {
            for (_, module) in file.imports {
                if let owner = owners[module] { importers[owner, default: []].insert(file.module) }
            }
        }
        return importers
    }

    private static func licences(of folder: String) throws -> Set<Licence> {
        for name in ["LICENSE.txt", "LICENSE", "LICENSE.md", "COPYING"] {
            let path = "\(checkouts)/\(folder)/\(name)"
            guard FileManager.default.fileExists(atPath: path) else { continue }
            return Licence.recognised(in: String(decoding: try readFile(path), as: UTF8.self))
        }
        return []
    }

    /// What the heads of a module's C sources say; a file that says nothing is under the package's licence.
    private static func cLicences(of module: String, in folder: String) throws -> Set<Licence> {
        let root = "\(checkouts)/\(folder)/Sources/\(module)"
        guard module.hasPrefix("C"), let names = FileManager.default.enumerator(atPath: root) else { return [] }
        var found: Set<Licence> = []
        for case let name as String in names {
            let isSource = ["c", "cc", "h", "S", "inc"].contains { name.hasSuffix(".\($0)") }
            guard isSource || name.hasSuffix("LICENSE") else { continue }
            found.formUnion(
                Licence.recognised(in: String(decoding: try readFile("\(root)/\(name)").prefix(4_096), as: UTF8.self))
            )
        }
        return found
    }
}
