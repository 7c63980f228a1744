package import Protocol

/// The machine half as it is: enrolled machines with their links, and their command queues.
package struct LinkedMachines: MachineHalf {
    private let directory: MachineDirectory
    private let links: AgentLinks

    /// Makes it over the live links.
    package init(links: AgentLinks) {
        self.links = links
        // Only asked for readiness, which tells nobody anything.
        directory = MachineDirectory(
            links: links,
            lost: JobListeners(deliveries: SilentListener(), line: SilentListener())
        )
    }

    package func readiness(of machine: String, lane: String, in work: Work) throws -> MachineReadiness {
        guard try MachineRepository.find(machine, in: work) != nil else {
            return MachineReadiness(
                allowed: false,
                connected: false,
                laneReady: false,
                reason: "There is no machine \(machine); assign an enrolled one to the place.",
                longestDeliveryMilliseconds: 0
            )
        }
        var readiness = try directory.readiness(of: machine, lane: lane, in: work)
        readiness.isRecovering = try RecoveryBook.isOpen(in: work)
        return readiness
    }

    package func enqueueDelivery(
        lane: String,
        sale: String,
        machine: MachineID,
        expires: Moment,
        traceparent: String,
        in work: Work
    ) throws -> String {
        work.notes.notify(links.signal)
        return try CommandQueue.enqueueDelivery(
            lane: lane,
            sale: sale,
            machine: machine,
            expires: expires,
            traceparent: traceparent,
            in: work
        )
    }

    private struct SilentListener: DeliveryListener, LineListener {
        func delivered(_ report: DeliveryReport, command: String, in work: Work) {}
        func recovered(_ report: DeliveryReport, command: String, machine: MachineRecord, in work: Work) {}
        func refused(command: String, code: WireCode, detail: String, in work: Work) {}
        func lost(command: String, in work: Work) {}
        func granted(_ block: SerialBlockGranted, by machine: MachineRecord, in work: Work) {}
        func returned(_ block: SerialBlockReturned, by machine: MachineRecord, in work: Work) {}
        func stamped(_ report: StampReport, by machine: MachineRecord, in work: Work) -> Bool { false }
        func recovered(_ receipt: Receipt, by machine: MachineRecord, in work: Work) {}
        func told(_ report: RunReport, by machine: MachineRecord, in work: Work) {}
        func refused(_ body: CommandBody, command: String, code: WireCode, detail: String, in work: Work) {}
        func lost(_ machine: MachineRecord, in work: Work) {}
    }
}
