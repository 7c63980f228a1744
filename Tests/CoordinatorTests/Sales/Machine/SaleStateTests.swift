import Coordinator
import Foundation
import Testing

@Suite("SaleState")
struct SaleStateTests {
    @Test("survives being stored as JSON at every step")
    func survivesBeingStored() throws {
        for events in ["", "A:6p B:4h", "A:10h inDoubt holdEnds", "A:15c finished A:15x", "A:10c failed refund"] {
            var script = SaleScript()
            #expect(script.run(events) == nil)
            let state = script.machine.state
            let stored = try JSONEncoder().encode(state)
            #expect(try JSONDecoder().decode(SaleState.self, from: stored) == state)
        }
    }

    @Test func startsQuotedWithOneUnitReserved() {
        let (machine, effects) = SaleMachine.open(terms: SaleScript.terms())
        #expect(machine.state.money == .quoted)
        #expect(machine.state.goods == .reserved)
        #expect(machine.state.ending == nil)
        #expect(effects == [.reserveStock, .log(.quoted)])
    }
}
