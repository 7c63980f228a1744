import ProfileCompiler

/// A small line without any fault. Tests change one line and look at the fault.
enum StationExample {
    /// Lines are numbered from 1; the first is `profile: 1`.
    static let yaml = """
        profile: 1
        name: line-1
        board: simulated
        limits: {watchdog: 2s, settle: 0ms}
        modbus:
          buses:
            - id: line
              tcp: {host: 127.0.0.1, port: 1502}
            - id: field
              rtu: {device: /dev/serial/by-id/usb-A, baud: 19200, parity: even, stopBits: 1, rs485: kernel}
          devices:
            - id: plc
              bus: line
              unit: 1
              requestTimeout: 300ms
              byteTimeout: 50ms
              identity: {register: identity, value: 4242}
              wordOrder: {register: orderCheck, value: 16909060}
              outputWatchdog: {register: watchdog, value: 1000}
              base: 1
              order: CDAB
              registers:
                - {name: identity, table: input, address: 1, type: uint16}
                - {name: orderCheck, table: input, address: 2, type: uint32}
                - {name: watchdog, table: holding, address: 4, type: uint16}
                - {name: length, table: holding, address: 101, type: uint16}
                - {name: payload, table: holding, address: 102, type: text, length: 20, padding: space, order: ABCD}
                - {name: crc, table: holding, address: 112, type: uint16}
                - {name: command, table: holding, address: 131, type: uint16}
                - {name: taken, table: input, address: 141, type: uint16}
                - {name: acknowledged, table: input, address: 142, type: uint16}
                - {name: boots, table: input, address: 143, type: uint16}
                - {name: result, table: input, address: 144, type: uint16}
                - {name: hash, table: input, address: 145, type: uint32}
                - {name: seen, table: input, address: 151, type: text, length: 20, padding: zero}
                - {name: reject, table: holding, address: 181, type: uint16}
                - {name: state, table: input, address: 182, type: uint16}
                - {name: ours, table: holding, address: 183, type: uint16}
                - {name: theirs, table: input, address: 184, type: uint16}
        stations:
          - id: S1
            marker:
              payload: payload
              length: length
              crc: crc
              commandSequence: command
              takenSequence: taken
              acknowledgedSequence: acknowledged
              bootCount: boots
              result: result
              echoedHash: hash
              retentive: true
            readBack: seen
            rejectSequence: reject
            packMLState: state
            heartbeat:
              ours: ours
              theirs: theirs
              period: 300ms
              timeout: 1s
            markTimeout: 5s
            readTimeout: 2s
            failuresBeforeHold: 3
            afterFailure: continue
        interlocks: []
        """

    /// The faults of the example with lines replaced, by their number.
    static func faults(replacing lines: [Int: String]) throws -> [ProfileFault] {
        try Example.compiler().check(yaml: replaced(lines), file: "line-1.yaml")
    }

    /// The example with lines replaced; a replacement of "" leaves an empty line, so that no other line moves.
    static func replaced(_ lines: [Int: String]) -> String {
        var all = yaml.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        for (number, text) in lines { all[number - 1] = text }
        return all.joined(separator: "\n")
    }
}
