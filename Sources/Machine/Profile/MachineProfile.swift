/// The compiled description of a machine: what the agent loads, the coordinator plans by and the simulated machine is
/// made from. Times are milliseconds. It is written by the profile compiler and signed outside of this module.
package struct MachineProfile: Codable, Sendable, Equatable {
    /// The format this program reads and writes.
    package static let currentVersion = 1

    /// The format of this profile.
    package var version: Int
    /// The name of the kind of machine, such as `snack-6`.
    package var name: String
    /// The board it was compiled for, such as `raspberry-pi-4`.
    package var board: String
    /// The label of the chip its lines are on, such as `pinctrl-bcm2711`.
    package var chip: String
    /// What a customer can pick, in the order of the profile's source; empty for a machine that only stamps.
    package var lanes: [Lane]
    /// What must be safe before and while a motor turns.
    package var interlocks: [Interlock]
    /// What holds for the machine as a whole.
    package var limits: MachineLimits
    /// Its stamping stations and how they are reached; nil for a machine that only vends.
    package var modbus: ModbusProfile?

    /// A profile with all its parts; `checkConsistency()` tells whether they fit together.
    package init(
        version: Int = MachineProfile.currentVersion,
        name: String,
        board: String,
        chip: String,
        lanes: [Lane],
        interlocks: [Interlock],
        limits: MachineLimits,
        modbus: ModbusProfile? = nil
    ) {
        self.version = version
        self.name = name
        self.board = board
        self.chip = chip
        self.lanes = lanes
        self.interlocks = interlocks
        self.limits = limits
        self.modbus = modbus
    }

    /// The lane with this id, or nil.
    package func lane(_ id: String) -> Lane? {
        lanes.first { $0.id == id }
    }

    /// The stations of the machine, in the order of the profile's source.
    package var stations: [Station] { modbus?.stations ?? [] }

    /// The interlocks that must be safe for this lane to run.
    package func interlocks(blocking lane: String) -> [Interlock] {
        interlocks.filter { $0.blocks.contains(lane) }
    }

    /// The longest any delivery can take from the `begin` event to its result, in milliseconds: what a deadline set
    /// elsewhere (a rail's hold, say) has to leave room for.
    package var longestDeliveryMilliseconds: Int {
        lanes.map { longestDeliveryMilliseconds(of: $0) }.max() ?? 0
    }

    /// The longest a delivery from this lane can take: the wait for the previous motor to settle, then for every
    /// attempt the drive and the drop window, between attempts the wait for the next intent and the motor's rest, and
    /// at the end the time for the goods to clear the sensor.
    package func longestDeliveryMilliseconds(of lane: Lane) -> Int {
        let rest = max(limits.settleMilliseconds, lane.minimumOffMilliseconds)
        let attempt = lane.driveLimitMilliseconds + lane.dropWindowMilliseconds
        let between = DeliverSequencer.furtherIntentWaitMilliseconds + rest
        return rest + lane.attempts * attempt + (lane.attempts - 1) * between + DeliverSequencer.clearingMilliseconds
    }
}
