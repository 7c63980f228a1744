import Foundation
import TestSupport
import Testing

@testable import Coordinator

@Suite("Page templates")
struct TemplatesTests {
    private static let folder = "\(PackageRoot.path)/Sources/Coordinator/Web"

    private static func names(_ folder: String, _ ending: String) throws -> Set<String> {
        Set(
            try FileManager.default.contentsOfDirectory(atPath: "\(Self.folder)/\(folder)")
                .filter { $0.hasSuffix(ending) }.map { String($0.dropLast(ending.count)) }
        )
    }

    @Test func areListedEachAndNoneElse() throws {
        #expect(try Set(Templates.files.keys) == Self.names("Templates", ".mustache"))
        for (name, bytes) in Templates.files {
            let file = try Data(contentsOf: URL(fileURLWithPath: "\(Self.folder)/Templates/\(name).mustache"))
            #expect(Array(file) == bytes, "\(name) is listed under another file's bytes")
        }
    }

    @Test func parse() throws {
        _ = try Templates()
    }

    @Test func nameOnlyPartialsThatThereAre() throws {
        for (name, bytes) in Templates.files {
            for match in String(decoding: bytes, as: UTF8.self).matches(of: /\{\{[<>]\s*([\w-]+)/) {
                #expect(Templates.files[String(match.output.1)] != nil, "\(name) names \(match.output.1)")
            }
        }
    }

    @Test func askOnlyForTextsOfTheCatalogue() throws {
        for (name, bytes) in Templates.files {
            for match in String(decoding: bytes, as: UTF8.self).matches(of: /words\.(\w+)/) {
                #expect(PhraseBook.phrase(String(match.output.1)) != nil, "\(name) asks for \(match.output.1)")
            }
        }
    }

    @Test func haveNothingInline() throws {
        for (name, bytes) in Templates.files {
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(!text.contains(/\sstyle=|\son\w+=|<style|<script(?! src=)|javascript:/), "\(name)")
        }
    }

    @Test func assetsAreListedEachAndNoneElse() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: "\(Self.folder)/Assets")
        #expect(Set(WebAsset.all.map(\.name)) == Set(files))
        #expect(Set(WebAsset.all.map(\.path)).count == WebAsset.all.count)
        for asset in WebAsset.all {
            let file = try Data(contentsOf: URL(fileURLWithPath: "\(Self.folder)/Assets/\(asset.name)"))
            #expect(Array(file) == asset.bytes)
        }
    }
}
