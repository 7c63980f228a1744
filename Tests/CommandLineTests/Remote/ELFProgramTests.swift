import Foundation
import TestSupport
import Testing

@testable import mintmark

@Suite("ELFProgram")
struct ELFProgramTests {
    @Test func readsTheAgent() throws {
        let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: BuiltProducts.path("mintmark-agent"))))
        let program = try #require(ELFProgram(bytes))
        #if arch(x86_64)
        #expect(program.architecture == "amd64")
        #else
        #expect(program.architecture == "arm64")
        #endif
        #expect(program.needed.contains("libmodbus.so.5") && program.needed.contains("libc.so.6"))
    }

    @Test func refusesWhatIsNone() throws {
        #expect(ELFProgram([]) == nil)
        #expect(ELFProgram(Array("#!/bin/sh\n".utf8) + [UInt8](repeating: 0, count: 100)) == nil)
        let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: BuiltProducts.path("mintmark-agent"))))
        // Cut anywhere it is read without a trap.
        for length in stride(from: 0, to: 4_096, by: 13) { _ = ELFProgram(Array(bytes.prefix(length))) }
        var generator = SplitMix64(seed: 7)
        for _ in 0..<300 {
            var changed = Array(bytes.prefix(8_192))
            for _ in 0..<8 {
                changed[Int.random(in: 4..<1_024, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            }
            _ = ELFProgram(changed)
        }
    }
}
