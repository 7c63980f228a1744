import Testing

@testable import mintmark

@Suite("FlashSteps, HostList")
struct FlashStepsTests {
    @Test func followsTheLog() {
        #expect(FlashSteps.state("") == .running(""))
        #expect(FlashSteps.state("staging \n") == .running("putting the files together"))
        #expect(FlashSteps.state("staging \nstarted \npassed \n") == .passed)
        #expect(FlashSteps.state("passed \nkeeping \nkept \n") == .kept)
        #expect(FlashSteps.state("switched \nreturning it hangs\nreturned it hangs\n") == .returned("it hangs"))
        #expect(FlashSteps.state("failed busy: This machine works\n") == .refused("busy: This machine works"))
        #expect(FlashSteps.lines("staging \nstaged \nstrange \n").count == 2)
    }

    @Test func eachEndHasItsStatus() {
        func status(_ state: FlashSteps.State) -> CommandEnd { FlashEnd.error(state, host: "h").status }
        #expect(status(.returned("x")) == .badNews)
        #expect(status(.refused("busy: a delivery")) == .notNow)
        #expect(status(.refused("damaged: x")) == .software)
        #expect(FlashEnd.error(.refused("damaged: what arrived"), host: "h").message.contains("h: what arrived."))
    }

    @Test func readsLists() throws {
        let list = try HostList.parse("# lobby\npi@a lobby-1 snack.yaml # first\n\n  pi@b\n", file: "f")
        #expect(list == [.init(host: "pi@a", name: "lobby-1", profile: "snack.yaml"), .init(host: "pi@b")])
        for text in ["", "# nothing", "a b", "a b c d", "-oProxyCommand=x", "a\na"] {
            #expect(throws: CommandError.self, "\(text)") { try HostList.parse(text, file: "f") }
        }
    }
}
