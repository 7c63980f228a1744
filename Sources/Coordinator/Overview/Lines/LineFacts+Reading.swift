import Database
import Machine
import Passport
import Protocol

extension LineFacts {
    /// Reads the lines by name. Of machines that only vend no run is asked for.
    static func read(links: AgentLinks, directory: MachineDirectory, in work: Work) throws -> [LineFacts] {
        let open = Dictionary(grouping: try RunRepository.open(in: work), by: \.machine)
        return try MachineRepository.all(in: work).compactMap { machine in
            let id = machine.id.description
            let stations = try stations(of: machine, links: links, directory: directory)
            guard !stations.isEmpty || open[id] != nil else { return nil }
            return LineFacts(
                machine: id,
                name: machine.id.name,
                isConnected: machine.status == .allowed && links.isConnected(id, at: work.now),
                lastSeen: machine.lastSeen,
                stations: stations,
                run: try current(of: id, among: open[id] ?? [], in: work).map { try Run($0, in: work) }
            )
        }
    }

    /// Those of the profile on record, and those that the machine told of besides.
    static func stations(
        of machine: MachineRecord,
        links: AgentLinks,
        directory: MachineDirectory
    ) throws -> [Station] {
        let profile = try directory.profile(of: machine)
        if let profile, profile.stations.isEmpty { return [] }
        let told = links.lastHealth(of: machine)?.stations ?? []
        var names = profile?.stations.map(\.id) ?? []
        names += told.map(\.id).filter { !names.contains($0) }
        return names.map { name in Station(id: name, health: told.first { $0.id == name }) }
    }

    /// The run that units pass for or passed for, else the next one, else the last one.
    private static func current(of machine: String, among open: [RunRecord], in work: Work) throws -> RunRecord? {
        let begun = open.first { [.running, .interrupted].contains($0.progress.state) }
        if let run = begun ?? open.first { return run }
        return try RunRepository.page(machine: machine, cursor: nil, limit: 1, in: work).items.first
    }
}

extension LineFacts.Run {
    fileprivate init(_ run: RunRecord, in work: Work) throws {
        self.init(
            id: run.id,
            gtin: run.gtin.description,
            product: try ProductRepository.get(run.gtin, in: work).name,
            lot: run.lot?.text,
            progress: run.progress,
            since: run.since,
            count: run.count
        )
        commissioned = run.commissioned
        scrapped = run.scrapped
        unusable = run.unusable
        guard !run.progress.state.isFinal else { return }
        serialsLeft = try BlockBook.left(for: run, in: work)
        let last = try SerialBook.latestUnits(of: run.id, limit: 1, in: work).first
        unitInDoubt = last.flatMap { $0.state == .scrapped && $0.reason == .inDoubt ? $0.unit : nil }
    }
}
