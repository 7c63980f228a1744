import Machine
import ProfileCompiler

/// The profiles that the search begins with, as their source and compiled.
enum ProfileSeeds {
    /// A machine with one lane of each kind and a door.
    static let vendingYAML = """
        profile: 1
        name: bench-2
        board: bench
        limits: {watchdog: 2s, settle: 200ms}
        lanes:
          - id: A1
            motor: {line: P1, externalPull: down}
            home: {line: P2, bias: pullUp, activeLow: true, debounce: 10ms}
            drop: {line: P3, bias: pullUp, activeLow: true, shared: true}
            maxOn: 4s
            minimumOff: 500ms
            homeTimeout: 3s
            dropWindow: 2s
            attempts: 2
            capacity: 8
            stock: 5
          - id: B1
            motor: {line: P4, externalPull: down}
            drop: {line: P3, bias: pullUp, activeLow: true, shared: true}
            maxOn: 1500ms
            pulse: 800ms
            dropWindow: 2s
            capacity: 4
            hardwareLimit: 1s
        interlocks:
          - {id: door, kind: door, line: P5, wiring: normallyClosed, bias: pullUp, activeLow: true, blocks: all}

        """

    /// A line with one station.
    static let stampingYAML = """
        profile: 1
        name: line-1
        board: bench
        limits: {watchdog: 3s, settle: 0ms}
        modbus:
          buses:
            - {id: line, tcp: {host: 127.0.0.1, port: 502}}
          devices:
            - id: plc
              bus: line
              unit: 1
              requestTimeout: 300ms
              byteTimeout: 50ms
              identity: {register: identity, value: 4242}
              wordOrder: {register: orderCheck, value: 16909060}
              outputWatchdog: {register: outputWatchdog, value: 1000}
              base: 0
              order: ABCD
              registers:
                - {name: identity, table: holding, address: 0, type: uint16}
                - {name: orderCheck, table: holding, address: 1, type: uint32}
                - {name: outputWatchdog, table: holding, address: 3, type: uint16}
                - {name: serialLength, table: holding, address: 100, type: uint16}
                - {name: serial, table: holding, address: 101, type: text, length: 40, padding: zero}
                - {name: serialCRC, table: holding, address: 121, type: uint16}
                - {name: commandSequence, table: holding, address: 130, type: uint16}
                - {name: takenSequence, table: holding, address: 140, type: uint16}
                - {name: acknowledgedSequence, table: holding, address: 141, type: uint16}
                - {name: bootCount, table: holding, address: 142, type: uint16}
                - {name: markResult, table: holding, address: 143, type: uint16}
                - {name: echoedHash, table: holding, address: 144, type: uint32}
                - {name: packMLState, table: holding, address: 146, type: uint16}
                - {name: plcHeartbeat, table: holding, address: 147, type: uint16}
                - {name: readBack, table: holding, address: 150, type: text, length: 40, padding: zero}
                - {name: rejectSequence, table: holding, address: 180, type: uint16}
                - {name: agentHeartbeat, table: holding, address: 181, type: uint16}
        stations:
          - id: S1
            marker:
              payload: serial
              length: serialLength
              crc: serialCRC
              commandSequence: commandSequence
              takenSequence: takenSequence
              acknowledgedSequence: acknowledgedSequence
              bootCount: bootCount
              result: markResult
              echoedHash: echoedHash
              retentive: true
            readBack: readBack
            rejectSequence: rejectSequence
            packMLState: packMLState
            heartbeat: {ours: agentHeartbeat, theirs: plcHeartbeat, period: 300ms, timeout: 1s}
            markTimeout: 5s
            readTimeout: 2s
            failuresBeforeHold: 3
            afterFailure: continue
        interlocks: []

        """

    /// Knows the board `bench`, whose header takes any line, and one with few lines.
    static let compiler: ProfileCompiler = {
        let boards = [
            "bench": "board: bench\nchip: bench-chip\nwatchdogMaximum: 15s\nlines: any\n",
            "small": "board: small\nchip: small-chip\nlines:\n  - {name: P1}\n  - {name: IN1, direction: input}\n",
        ]
        guard let compiler = try? ProfileCompiler(boards: boards) else {
            preconditionFailure("the boards of the search have no faults")
        }
        return compiler
    }()

    static let vending = compiled(vendingYAML)
    static let stamping = compiled(stampingYAML)

    private static func compiled(_ yaml: String) -> MachineProfile {
        do {
            return try compiler.compile(yaml: yaml)
        } catch {
            preconditionFailure("the profiles of the search have no faults: \(error)")
        }
    }
}
