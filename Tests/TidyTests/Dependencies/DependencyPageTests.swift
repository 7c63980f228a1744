import TestSupport
import Testing

/// What others wrote and we ship: all of it is listed, under a licence that is known and allowed.
@Suite("Dependencies and their licences")
struct DependencyPageTests {
    /// Libraries that are inside the programs although their licence asks for more than a note, each with its section
    /// of the page that says what.
    private static let insideAllTheSame: Set<String> = ["libgpiod"]

    @Test func everythingThatIsShippedIsListedUnderAnAllowedLicence() async throws {
        let (swift, system) = (try SwiftPackages(), try await SystemLibraries())
        let toolchain = try await Self.toolchainLicences()
        #expect(swift.unknownModules == [], "these linked modules are of no package under .build/checkouts")
        #expect(swift.packages.count > 10 && system.libraries.count > 3, "the programs were not looked into")
        for package in swift.packages { expectAllowed(package.licences, .inside, "the package \(package.name)") }
        for package in swift.packages where !package.cLicences.isEmpty {
            expectAllowed(package.cLicences, .inside, "the C sources of \(package.name)")
        }
        for library in system.libraries where !Self.insideAllTheSame.contains(library.source) {
            expectAllowed(library.licences, library.linking, "the library \(library.source)")
        }
        expectAllowed(toolchain, .inside, "Swift itself")
        let page = DependencyPage.write(swift, system, toolchain: toolchain)
        for source in Self.insideAllTheSame {
            #expect(page.contains("## What the licence of `\(source)` asks for"), "the page says nothing of \(source)")
        }
        try GeneratedFile.verify(DependencyPage.path, contents: page)
    }

    private func expectAllowed(_ licences: Set<Licence>, _ linking: Licence.Linking, _ what: String) {
        #expect(
            !licences.isEmpty,
            "the licence of \(what) is not known: read it, and add its words to Licence if we may use it so"
        )
        let refused = licences.filter { !$0.isAllowed(linking) }
        #expect(
            refused.isEmpty,
            "\(what) is \(linking.rawValue) and under \(refused.text), which is not allowed so: do without it"
        )
    }

    /// Of the toolchain that this was built with.
    private static func toolchainLicences() async throws -> Set<Licence> {
        let child = try ChildProcess("swift", arguments: ["-print-target-info"])
        try await child.waitUntilExit(timeoutSeconds: 60)
        let path = child.lines.lazy.compactMap { $0.firstMatch(of: /"runtimeResourcePath": "([^"]+)"/)?.output.1 }.first
        guard let path else { throw TestSupportError("swift does not say where it is: \(child.lines)") }
        return Licence.recognised(
            in: String(decoding: try readFile("\(path)/../../share/swift/LICENSE.txt"), as: UTF8.self)
        )
    }
}
