package import Machine

/// Checks machine profiles written in YAML and compiles them. The schema is in `docs/profile.md`.
package struct ProfileCompiler: Sendable {
    private let boards: [String: Board]

    /// A compiler that knows these boards.
    ///
    /// - Parameter boards: board name to the text of its file, as `BoardFolder.read` returns them.
    /// - Throws: `faultyBoard` with the faults of every board file.
    package init(boards: [String: String]) throws(ProfileError) {
        var known: [String: Board] = [:]
        var faults: [ProfileFault] = []
        for (name, text) in boards.sorted(by: { $0.key < $1.key }) {
            let collector = FaultCollector(file: "\(name).yaml")
            let board = Board.read(text, collector)
            if let board, board.name != name {
                collector.add(
                    .badValue,
                    at: .start,
                    "the file of board \(name) describes board “\(board.name)”",
                    fix: "give the file the name of its board"
                )
            }
            known[name] = board
            faults += collector.sorted
        }
        guard faults.isEmpty else {
            throw ProfileError(.faultyBoard, "the board files have faults: correct them first", faults: faults)
        }
        self.boards = known
    }

    /// Every fault of a profile, by line.
    ///
    /// - Parameters:
    ///   - yaml: the text of the profile.
    ///   - file: its name, for the faults.
    ///   - board: the board to check against instead of the one the profile names.
    package func check(yaml: String, file: String, board: String? = nil) -> [ProfileFault] {
        examine(yaml, file: file, board: board).faults
    }

    /// The compiled profile. Warnings do not stop it.
    ///
    /// - Throws: `faulty` with every fault, warnings included.
    package func compile(
        yaml: String,
        file: String = "profile.yaml",
        board: String? = nil
    ) throws(ProfileError) -> MachineProfile {
        let (profile, faults) = examine(yaml, file: file, board: board)
        guard let profile else {
            throw ProfileError(
                .faulty,
                "\(file) was not compiled: it has \(ProfileReport.summary(faults))",
                faults: faults
            )
        }
        return profile
    }

    private func examine(
        _ yaml: String,
        file: String,
        board override: String?
    ) -> (profile: MachineProfile?, faults: [ProfileFault]) {
        let faults = FaultCollector(file: file)
        guard let root = YAMLReader.read(yaml, faults), let draft = DraftReader(faults: faults).read(root) else {
            return (nil, faults.sorted)
        }
        let board = chosenBoard(draft, override, faults)
        DraftChecks(draft: draft, board: board, faults: faults).run()
        guard !faults.hasErrors, let board else { return (nil, faults.sorted) }
        let profile = DraftAssembly(board: board).profile(draft)
        precondition(profile != nil, "a draft without errors has everything a profile needs")
        return (profile, faults.sorted)
    }

    private func chosenBoard(_ draft: Draft, _ override: String?, _ faults: FaultCollector) -> Board? {
        guard let name = override ?? draft.board?.value else { return nil }
        if let board = boards[name] { return board }
        let known = boards.keys.sorted()
        faults.add(
            .unknownBoard,
            at: draft.board?.position ?? .start,
            "there is no board “\(name.prefix(40))”",
            fix: Spelling.nearest(to: name, among: known).map { "did you mean \($0)?" }
                ?? "write one of \(known.joined(separator: ", ")), or add hardware/boards/\(name.prefix(40)).yaml"
        )
        return nil
    }
}
