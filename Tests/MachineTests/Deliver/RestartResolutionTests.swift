import GPIO
import Machine
import Testing

@Suite("Restart resolution")
struct RestartResolutionTests {
    private func resolution(_ change: (inout [LineName: Level]) -> Void = { _ in }) -> DeliveryResult {
        var levels = Fixture.ready
        change(&levels)
        return .restartResolution(forOpenIntentOf: Fixture.profile.lanes[0], of: Fixture.profile, levels: levels)
    }

    @Test func isAlwaysInDoubtWhateverTheSensorsShow() {
        for home in [Level.active, .inactive] {
            for drop in [Level.active, .inactive] {
                for door in [Level.active, .inactive] {
                    let result = resolution {
                        $0[Fixture.home("A1")] = home
                        $0[Fixture.drop] = drop
                        $0[Fixture.door] = door
                    }
                    #expect(result.status == .inDoubt)
                    #expect(result.reason == .interrupted)
                    #expect(result.evidence.homeAtEnd == (home == .active))
                    #expect(result.evidence.dropSensorActiveAtEnd == (drop == .active))
                    #expect(result.evidence.interlock == (door == .active ? nil : "door"))
                    #expect(result.evidence.dropSeen == false)
                }
            }
        }
    }

    @Test func isInDoubtWithoutAnyLevel() {
        let result = resolution { $0 = [:] }
        #expect(result.status == .inDoubt)
        #expect(result.evidence.homeAtEnd == nil)
    }
}
