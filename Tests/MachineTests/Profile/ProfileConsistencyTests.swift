import GPIO
import Machine
import Testing

@Suite("Profile consistency")
struct ProfileConsistencyTests {
    private func fault(_ change: (inout MachineProfile) -> Void) -> MachineError? {
        var profile = Fixture.profile
        change(&profile)
        do throws(MachineError) {
            _ = try MachineProfile.decode(json: profile.canonicalJSON())
            return nil
        } catch {
            return error
        }
    }

    @Test func acceptsTheFixture() {
        #expect(fault { _ in } == nil)
    }

    @Test func refusesWhatTheCompilerNeverWrites() {
        let changes: [(String, (inout MachineProfile) -> Void)] = [
            ("no lane", { $0.lanes = [] }),
            ("two lanes have the same id", { $0.lanes[1].id = "A1" }),
            ("two interlocks have the same id", { $0.interlocks[1].id = "door" }),
            ("concurrentMotors", { $0.limits.concurrentMotors = 2 }),
            ("watchdog time", { $0.limits.watchdogMilliseconds = 0 }),
            ("settle time", { $0.limits.settleMilliseconds = -1 }),
            ("time outside", { $0.lanes[0].dropWindowMilliseconds = 0 }),
            ("time outside", { $0.lanes[0].maxOnMilliseconds = .max }),
            ("minimum off time", { $0.lanes[0].minimumOffMilliseconds = -1 }),
            ("neither a home timeout nor a pulse", { $0.lanes[0].homeTimeoutMilliseconds = nil }),
            ("neither a home timeout nor a pulse", { $0.lanes[2].pulseMilliseconds = nil }),
            ("driven longer", { $0.lanes[0].homeTimeoutMilliseconds = 4_001 }),
            ("below the watchdog", { $0.limits.watchdogMilliseconds = 4_001 }),
            ("attempts", { $0.lanes[0].attempts = 3 }),
            ("attempts", { $0.lanes[0].attempts = 0 }),
            ("without a home switch", { $0.lanes[2].attempts = 2 }),
            ("odd stock", { $0.lanes[0].stock = 9 }),
            ("two owners", { $0.lanes[1].motor.name = Fixture.motor("A1") }),
            ("two owners", { $0.lanes[1].home?.name = Fixture.home("A1") }),
            ("two owners", { $0.lanes[1].drop.shared = false }),
            ("two owners", { $0.interlocks[0].input.name = Fixture.motor("A1") }),
            ("blocks nothing", { $0.interlocks[0].blocks = [] }),
            ("not a lane", { $0.interlocks[0].blocks = ["B7"] }),
        ]
        for (words, change) in changes {
            let error = fault(change)
            #expect(error?.code == .invalidProfile, "\(words)")
            #expect(error?.message.contains(words) == true, "\(error?.message ?? "no error") should say \(words)")
        }
    }

    @Test func acceptsAShortMaxOnWithHardwareLimiting() {
        #expect(
            fault {
                $0.limits.watchdogMilliseconds = 4_001
                for index in $0.lanes.indices { $0.lanes[index].hardwareLimitMilliseconds = 4_000 }
            } == nil
        )
    }
}
