import Machine
import Protocol
import Testing

@testable import EdgeAgent
@testable import Journal

@Suite("UnitRecovery")
struct UnitRecoveryTests {
    private func stamp(_ detail: [UInt8], station: String = "S1") -> OpenStamp {
        OpenStamp(
            run: "run-1",
            unit: 1,
            serial: NextSerial(block: "block-1", serial: "SN-1"),
            station: station,
            detail: detail,
            isFromEarlierLife: true
        )
    }

    private func intent(sequence: UInt32) -> StampIntent {
        StampIntent(station: "S1", serial: "SN-1", sequence: sequence, bootCount: 2, rejectSequence: 4)
    }

    @Test func asksThePLCOfTheStation() throws {
        let intent = intent(sequence: 7)
        let recovery = UnitRecovery(of: stamp(try StrictJSON.encode(intent)), stations: [TestLine.station])
        #expect(recovery == .readBack(intent, TestLine.station))
    }

    @Test func aSequenceOfNoneWasNeverACommand() throws {
        let recovery = UnitRecovery(
            of: stamp(try StrictJSON.encode(intent(sequence: 0))),
            stations: [TestLine.station]
        )
        #expect(recovery == .decided(StampResult(.cannotStart, .serialUnusable)))
    }

    @Test func whatNobodyCanAskIsInDoubt() throws {
        let inDoubt = UnitRecovery.decided(StampResult(.scrapped, .inDoubt))
        let known = try StrictJSON.encode(intent(sequence: 7))
        #expect(UnitRecovery(of: stamp(known, station: "gone"), stations: [TestLine.station]) == inDoubt)
        #expect(UnitRecovery(of: stamp([1, 2, 3]), stations: [TestLine.station]) == inDoubt)
    }
}
