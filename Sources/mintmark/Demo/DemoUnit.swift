import Passport
import Supervision

/// One unit stamped without a browser, and whether everything about it is as promised.
struct DemoUnit: Sendable {
    let client: APIClient
    let demo: Demo

    /// Enough for the faults that somebody may have asked for.
    private static let spare = 20

    /// A unit that carries its serial.
    private struct Stamped {
        let run: Answers.Run
        let serial: String

        /// Its GS1 Digital Link.
        func link() throws(PassportError) -> DigitalLink {
            try DigitalLink(stem: DigitalLink.canonicalStem, gtin: GTIN(DemoProduct.gtin), serial: Serial(serial))
        }
    }

    /// Orders a run of one, waits for its end, and checks serial, link, passport, proof and books.
    /// - Throws: what is not as it should be.
    func run() async throws {
        let events = DemoEvents(client: client)
        let before = try await events.lastCursor()
        let marksBefore = try marks().count
        Terminal.say("\nOne “\(DemoProduct.name)” stamped on the line:\n")
        let unit = try await stamp()
        Terminal.say(
            try await timeline(of: unit.run.id, events.all(after: before), marks().dropFirst(marksBefore)).text
        )
        let marks = try marks().count { $0.serial == unit.serial }
        guard marks == 1 else { throw CommandError("The marker fired \(marks) times for the serial \(unit.serial).") }
        let link = try unit.link()
        let passport = try await resolve(link, unit.serial)
        let proof = try await prove(link)
        try await checkBooks()
        Terminal.say(
            """
            Serial \(unit.serial): marked once, read back, commissioned.
            Passport: \(client.url)\(passport)
            Link \(client.url)\(link.path) leads there (307).
            Proof: entry \(proof.index) of the log, checked offline with the log's key alone.
            """
        )
    }

    /// Stamps a unit for people to look at, unless there is one already.
    /// - Returns: the address that its symbol would have.
    func example() async throws -> String {
        for run in try await client.get("/v1/runs", as: Answers.Runs.self).runs {
            if let serial = try await commissioned(run.id) { return try address(Stamped(run: run, serial: serial)) }
        }
        return try address(await stamp())
    }

    private func address(_ unit: Stamped) throws(PassportError) -> String { try client.url + unit.link().path }

    // MARK: Stamping

    private func stamp() async throws -> Stamped {
        struct Order: Encodable {
            let gtin = DemoProduct.gtin
            let lot = DemoProduct.lot
            let count = 1
            let spare = DemoUnit.spare
            let machine: String
            let start = true
        }
        guard let machine = try await demo.find(client, demo.line) else { throw CommandError("There is no line.") }
        let order = try await client.send(.post, "/v1/runs", Order(machine: machine.id), as: Answers.Run.self)
        let run = try await wait("the run of one unit is over") {
            let run = try await client.get("/v1/runs/\(order.id)", as: Answers.Run.self)
            guard !["interrupted", "aborted"].contains(run.state) else {
                throw CommandError("The line holds: \(run.reason ?? "no reason given"). The unit was not stamped.")
            }
            return run.state == "ended" ? run : nil
        }
        guard run.commissioned == 1, let serial = try await commissioned(run.id) else {
            throw CommandError(
                "No unit was commissioned: \(run.scrapped) were scrapped, and \(run.unusable) serials not written."
            )
        }
        return Stamped(run: run, serial: serial)
    }

    private func commissioned(_ run: String) async throws -> String? {
        try await client.get("/v1/runs/\(run)/units", as: Answers.Units.self).units
            .first { $0.state == SerialState.commissioned.rawValue }?.serial
    }

    private func marks() throws -> [MachineLogEntry] { try demo.line.world().filter { $0.what == .mark } }

    // MARK: Checking

    /// Asks as anybody does who scans the unit: no token, and no step taken that was not told.
    /// - Returns: the path of the passport's page.
    private func resolve(_ link: DigitalLink, _ serial: String) async throws -> String {
        let stranger = try APIClient(
            url: client.url,
            certificate: "\(demo.folder.coordinator)/tls.crt",
            token: nil,
            followsRedirects: false
        )
        do {
            let path = try await resolve(link, serial, asking: stranger)
            await stranger.shutdown()
            return path
        } catch {
            await stranger.shutdown()
            throw error
        }
    }

    private func resolve(_ link: DigitalLink, _ serial: String, asking stranger: APIClient) async throws -> String {
        let answer = try await stranger.visit(APIPath(stringLiteral: link.path))
        guard answer.status == 307, let location = answer.location else {
            throw CommandError("The link \(link.path) answered \(answer.status) and does not lead to the passport.")
        }
        let path = location.hasPrefix(client.url) ? String(location.dropFirst(client.url.count)) : location
        let page = try await stranger.visit(APIPath(stringLiteral: path))
        let text = String(decoding: page.bytes, as: UTF8.self)
        guard page.status == 200, text.contains(serial), text.contains(DemoProduct.name) else {
            throw CommandError("\(path) answered \(page.status), and is not the passport of \(serial).")
        }
        return path
    }

    private func prove(_ link: DigitalLink) async throws -> LogProofFile {
        let path = ("/log/proof" as APIPath).with("product", link.canonical)
        let text = try await wait("the log has published the unit's entry") {
            let answer = try await client.visit(path)
            return answer.status == 200 ? String(decoding: answer.bytes, as: UTF8.self) : nil
        }
        let key = try NoteKeyText.read("\(demo.folder.coordinator)/log.pub")
        do throws(PassportError) {
            let proof = try LogProofFile(text)
            guard let entry = proof.extra, try LogLeaf(bytes: entry).subject == link.logSubject else {
                throw PassportError(.empty, "It is the proof of something else.")
            }
            try proof.check(entry: entry, by: LogPolicy(log: key))
            return proof
        } catch {
            throw CommandError("The proof of the unit does not hold.", cause: error.message)
        }
    }

    private func checkBooks() async throws {
        let check = try await client.get("/v1/serials/check", as: Answers.SerialCheck.self)
        guard check.balanced else {
            let texts = check.findings.map { "\($0.subject): \($0.text)" }
            throw CommandError("The books of serials are wrong: \(texts.joined(separator: "; "))")
        }
    }

    // MARK: Telling

    private func timeline(
        of run: String,
        _ events: [Answers.Event],
        _ marks: ArraySlice<MachineLogEntry>
    ) -> Timeline {
        var timeline = Timeline()
        let sorted = events.enumerated().sorted { left, right in
            (left.element.at, RunStory.rank(kind: left.element.kind), left.offset)
                < (right.element.at, RunStory.rank(kind: right.element.kind), right.offset)
        }
        var isOver = false
        for (_, event) in sorted where event.subject == run || event.facts["run"] == run {
            // What comes back afterwards comes back at its own pace.
            guard !isOver, let told = RunStory.tell(kind: event.kind, data: event.facts) else { continue }
            timeline.add(.init(atMilliseconds: event.at, name: told.name, words: told.words))
            isOver = told.name == "ended"
        }
        let clock = ClockOffset()
        for mark in marks {
            timeline.add(
                .init(
                    atMilliseconds: clock.wallMilliseconds(mark.nanoseconds),
                    name: mark.what.rawValue,
                    words: "The marker fired\(mark.serial.map { ": the unit carries \($0)" } ?? "")."
                )
            )
        }
        return timeline
    }

    private func wait<Answer>(_ what: String, _ question: () async throws -> Answer?) async throws -> Answer {
        try await demo.limit.wait(for: what, demo.supervisor, demo.folder, question)
    }
}
