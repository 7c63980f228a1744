import TestSupport
import Testing

/// The contract of lines over the kernel's own chips, with libgpiod 1.6 of Debian 12 and 2.x of Debian 13, and a sale
/// on the latter.
@Suite(
    "On emulated machines of both Debians",
    .serialized,
    .enabled(if: RigTier.isFull, "make rig runs it"),
    .timeLimit(.minutes(30))
)
struct RigDebianTests {
    @Test(arguments: ["bookworm", "trixie"])
    func theKernelKeepsIt(suite: String) async throws {
        let rig = try Rig(environment: ["RIG_SUITE": suite])
        try await rig.rig("up", seconds: 1_500)
        let contract = try ChildProcess(
            "/bin/bash",
            arguments: ["\(PackageRoot.path)/hardware/rig/contract", rig.folder.path("machine")],
            environment: ["RIG_SUITE": suite]
        )
        let code = try await contract.waitUntilExit(timeoutSeconds: 900)
        let summary = contract.lines.last { $0.contains("Test run with") } ?? ""
        #expect(code == 0, "\(contract.lines.suffix(40).joined(separator: "\n"))")
        #expect(contract.lines.contains { $0.contains("includesTheKernelWhereGPIOSimIs() passed") }, "\(summary)")
        try await rig.rig("down")
    }

    /// The package that was made on Debian 12, on a computer without a battery for its clock: it enrols and sells in
    /// 1970, and sells in 2100.
    @Test func theAgentSellsOnDebian13WhateverTheClockSays() async throws {
        let site = try await RigSite.start(suite: "trixie", clock: "1970-01-02")
        #expect(try await site.rig.sh("cat /etc/debian_version").hasPrefix("13"))
        let sold = try await site.sell("a1")
        try await site.sale(sold) { $0["ending"].text == "captured" }
        #expect(try await site.rig.world().map(\.what) == ["on", "drop", "off"])
        #expect(try await site.rig.sh("date +%Y") == "1970")

        try await site.rig.sh("sudo systemctl stop mintmark-agent && sudo date -s 2100-06-01")
        try await site.rig.sh("sudo systemctl start mintmark-agent")
        let later = try await site.sell("a2")
        try await site.sale(later) { $0["ending"].text == "captured" }
        #expect(try await site.rig.sh("date +%Y") == "2100")
        #expect(try await site.stand.ledgerFindings().isEmpty)
        try await site.rig.rig("down")
    }
}
