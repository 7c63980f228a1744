import Testing

@testable import mintmark

@Suite("MachineText")
struct MachineTextTests {
    @Test func aTableSaysWhatIsWrong() throws {
        let machines = [
            try Sample.machine(),
            try Sample.answer(
                """
                {"id":"hall::ff","name":"hall","owner":"operator","status":"quarantined","connected":false,
                "incarnation":1,"commandsIssued":0,"commandsReceived":0,"receiptsStored":0,"profileMatches":false,
                "lanes":[{"id":"A1","ready":false,"reason":"jam"}],"stations":[]}
                """,
                as: Answers.Machine.self
            ),
            try Self.press(#"{"id":"S1","packML":6,"heartbeat":true,"watchdog":true}"#),
            try Self.press(
                #"{"id":"S1","packML":11,"heartbeat":true,"watchdog":true},"#
                    + #"{"id":"S2","heartbeat":false,"watchdog":false}"#
            ),
        ]
        #expect(
            MachineText.list(machines, Presentation(), now: Sample.time) == """
                MACHINE                    STATE          LINK            SEEN  PROFILE       LANES, STATIONS
                lobby-1::0011223344556677  allowed        connected        3 s  as on record  2 ready
                hall::ff                   in quarantine  not connected  never  not set       A1: jam
                press::ff                  allowed        connected      never  not set       1 ready
                press::ff                  allowed        connected      never  not set       S1: held, S2: lost

                """
        )
    }

    private static func press(_ stations: String) throws -> Answers.Machine {
        try Sample.answer(
            """
            {"id":"press::ff","name":"press","owner":"operator","status":"allowed","connected":true,
            "incarnation":1,"commandsIssued":0,"commandsReceived":0,"receiptsStored":0,"profileMatches":false,
            "lanes":[],"stations":[\(stations)]}
            """
        )
    }

    @Test func aSheetTellsOfStations() throws {
        let stations = [
            #"{"id":"S1","packML":6,"heartbeat":true,"watchdog":true}"#,
            #"{"id":"S2","heartbeat":false,"watchdog":false}"#,
            #"{"id":"S3","packML":77,"heartbeat":true,"watchdog":true}"#,
        ]
        let text = MachineText.sheet(try Self.press(stations.joined(separator: ",")), Presentation(), now: 0)
        let table = """

            STATION  STATE     HEARTBEAT  WATCHDOG
            S1       execute   alive      set
            S2       unknown   lost       not set
            S3       state 77  alive      set

            """
        #expect(text.hasSuffix(table), "\(text)")
    }

    @Test func noMachineSaysWhatToDoNext() {
        #expect(MachineText.list([], Presentation(), now: 0).contains("mintmark machine secret NAME"))
    }

    @Test func aSheetTellsOfCommandsThatWait() throws {
        let machine = try Sample.machine()
        let text = MachineText.sheet(machine, Presentation(), now: Sample.time)
        #expect(text.contains("last seen    2025-11-21 03:11:02Z, 3 s ago\n"))
        #expect(text.contains("commands     4 issued, 0 not yet received\n"))
        #expect(text.contains("A1    ready\n"))
    }

    @Test func aNameIsTheOneMachineOfThatName() throws {
        let machines = [try Sample.machine()]
        #expect(try MachineName.id("lobby-1", among: machines) == "lobby-1::0011223344556677")
        #expect(throws: CommandError.self) { try MachineName.id("hall", among: machines) }
        let error = #expect(throws: CommandError.self) { try MachineName.id("lobby-1", among: machines + machines) }
        #expect(error?.message.contains("2 machines are called “lobby-1”") == true)
    }
}
