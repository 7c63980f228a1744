import EdgeAgent
import Journal
import Machine
import Protocol

/// The station of a machine that stamps: its PLC with the person at the panel, the bus, and what the program knows.
final class SimulatedStation {
    /// What runs of a unit.
    struct Unit {
        let run: String
        let serial: NextSerial
        var sequencer: StampSequencer
        /// Which unit of its run it became; nil before its intent is on disk.
        var number: Int?
        /// The intent that is to be written.
        var intent: StampIntent?
        /// Why it is not on disk.
        var error: JournalError?
        /// Its end, once there is one; it is not on disk yet.
        var result: StampResult?
        /// Whether the last life left it open.
        var isOfLastLife = false
    }

    /// How long a line may be unable to take a unit before the run is interrupted.
    private static let patienceNanoseconds: UInt64 = 30_000_000_000

    let station = ModelProfile.station
    let modbus = ModelProfile.modbus

    // The hardware.
    var plc: SimulatedPLC
    var attendant = SimulatedAttendant()
    /// Whether nothing passes the bus.
    var isBusCut = false
    /// How many of a hundred requests, and how many of a hundred answers, are lost.
    var lossPercent: Int64 = 0
    /// How many of a hundred requests arrive when nobody waits for them any more.
    var latePercent: Int64 = 0

    // What the program knows; gone when it ends.
    var heartbeat: StationHeartbeat?
    var policy: RunPolicy
    var unit: Unit?
    /// Units that the last life left open.
    var open: [OpenStamp] = []
    var queue: [AcceptedCommand] = []
    var isWorkWaiting = false
    /// Whether units are to be stamped.
    var isAtWork = false
    /// Whether the devices were made ready since they were last doubted.
    var isReady = false
    /// What was asked last, while no answer came.
    var asked: FieldRequest.Content?
    var askedNumber = 0
    /// The next deadline that is in the agenda.
    var nextTick: Int64?
    /// Whether the program waits for the unit under way to end, to begin another life of its journal.
    var isEnding = false

    init() {
        plc = SimulatedPLC(
            station: station,
            of: modbus,
            times: SimulatedPLC.Times(markMilliseconds: 60, readMilliseconds: 40)
        )
        policy = RunPolicy([station], patienceNanoseconds: Self.patienceNanoseconds)
    }

    /// Whether both sides are alive.
    var isAlive: Bool { heartbeat?.isAlive ?? false }

    /// How the station stands, as telemetry tells of it.
    var health: HealthReport.Station {
        HealthReport.Station(
            id: station.id,
            packML: isAlive ? Int64(plc.packML.rawValue) : nil,
            heartbeat: isAlive,
            watchdog: isReady
        )
    }

    /// The program is gone, and all that it knew.
    func forget() {
        heartbeat = nil
        policy = RunPolicy([station], patienceNanoseconds: Self.patienceNanoseconds)
        unit = nil
        open = []
        queue = []
        isWorkWaiting = false
        isAtWork = false
        isReady = false
        nextTick = nil
        asked = nil
        isEnding = false
    }
}
