import Foundation
import FuzzTargets
import TestSupport
import Testing

@Suite("The inputs of the search")
struct FuzzCorpusTests {
    /// The files of a folder of a target, by name.
    static func files(_ folder: String, of target: FuzzTarget) -> [(name: String, bytes: [UInt8])] {
        let path = "\(PackageRoot.path)/Fuzz/\(folder)/\(target.name)"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return names.filter { !$0.hasPrefix(".") }.sorted().compactMap { name in
            FileManager.default.contents(atPath: "\(path)/\(name)").map { (name, Array($0)) }
        }
    }

    @Test(arguments: FuzzTarget.all.map(\.name))
    func holdForEveryCommittedInput(of name: String) throws {
        let target = try #require(FuzzTarget.named(name))
        let inputs = Self.files("Corpus", of: target)
        try #require(inputs.count >= 3, "the corpus of \(name) was not found under \(PackageRoot.path)/Fuzz/Corpus")
        for input in inputs + Self.files("Findings", of: target) {
            #expect(input.bytes.count <= target.maximumBytes, "\(name)/\(input.name) is longer than what is tried")
            #expect(throws: Never.self, "\(name)/\(input.name)") { _ = try target.check(input.bytes) }
        }
    }

    /// A few changes of every input: the search is libFuzzer's, but nothing here may fall at the first touch.
    @Test(arguments: FuzzTarget.all.map(\.name))
    func holdForChangedInputs(of name: String) throws {
        let target = try #require(FuzzTarget.named(name))
        let inputs = Self.files("Corpus", of: target)
        try forAll(seeds: 0..<8) { random in
            for input in inputs where !input.bytes.isEmpty {
                var bytes = input.bytes
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0...3, using: &random) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes = Array(bytes.prefix(place))
                case 2: bytes.insert(contentsOf: bytes[place...].prefix(9), at: place)
                default: bytes.remove(at: place)
                }
                _ = try target.check(bytes)
            }
        }
    }

    /// The seeds are what the encoders of today write; `make docs` writes them anew.
    @Test(arguments: FuzzTarget.all.map(\.name))
    func areThoseOfTheEncoders(_ name: String) throws {
        let target = try #require(FuzzTarget.named(name))
        let seeds = try target.seeds()
        #expect(Set(seeds.map(\.name)).count == seeds.count, "two seeds of \(name) have the same name")
        for seed in seeds {
            let path = "Fuzz/Corpus/\(name)/\(seed.name)"
            if GeneratedFile.isRegenerating {
                let folder = "\(PackageRoot.path)/Fuzz/Corpus/\(name)"
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
                try Data(seed.bytes).write(to: URL(filePath: "\(PackageRoot.path)/\(path)"))
            }
            let committed = FileManager.default.contents(atPath: "\(PackageRoot.path)/\(path)").map(Array.init)
            #expect(committed == seed.bytes, "\(path) is not what the encoders write; `make docs` writes it")
        }
    }

    /// A corpus that is refused at the door would search the door alone.
    @Test(arguments: FuzzTarget.all.map(\.name))
    func areTakenOrRefusedAsTheySay(_ name: String) throws {
        let target = try #require(FuzzTarget.named(name))
        for seed in try target.seeds() {
            #expect(try target.check(seed.bytes) == seed.isTaken, "\(name)/\(seed.name)")
        }
    }

    @Test func haveNamesThatDiffer() {
        let names = FuzzTarget.all.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(FuzzTarget.named("nothing") == nil)
    }
}
