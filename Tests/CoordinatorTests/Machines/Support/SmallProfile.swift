import Machine
import Protocol

/// A compiled profile of two lanes.
enum SmallProfile {
    static func make(maxOnMilliseconds: Int = 4_000) throws -> MachineProfile {
        try MachineProfile.decode(json: Array(json(maxOnMilliseconds).utf8))
    }

    /// Its canonical form, as an operator puts it.
    static func text(maxOnMilliseconds: Int = 4_000) throws -> String {
        String(decoding: try make(maxOnMilliseconds: maxOnMilliseconds).canonicalJSON(), as: UTF8.self)
    }

    static func hash() throws -> String { Fingerprint.sha256(try make().canonicalJSON()) }

    private static func json(_ maxOnMilliseconds: Int) -> String {
        let lanes = ["A1", "A2"].map { lane in
            """
            {"id":"\(lane)","motor":{"name":{"chip":"mintmark-sim","line":"motor-\(lane)"},"activeLow":false},
            "drop":{"name":{"chip":"mintmark-sim","line":"drop"},"activeLow":true,"bias":"pullUp",
            "debounceMicroseconds":0,"shared":true},"maxOnMilliseconds":\(maxOnMilliseconds),
            "minimumOffMilliseconds":500,"pulseMilliseconds":1000,"dropWindowMilliseconds":1500,
            "attempts":1,"capacity":8,"stock":8}
            """
        }
        return """
            {"version":1,"name":"small","board":"simulated","chip":"mintmark-sim",
            "lanes":[\(lanes.joined(separator: ","))],"interlocks":[],
            "limits":{"watchdogMilliseconds":2000,"concurrentMotors":1,"settleMilliseconds":200}}
            """
    }
}
