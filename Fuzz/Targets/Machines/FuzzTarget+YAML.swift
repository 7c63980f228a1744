import Machine
import ProfileCompiler

extension FuzzTarget {
    /// Profiles as people write them. What compiles must be safe to plan with, and what does not names its faults.
    static let yaml = FuzzTarget(
        name: "yaml",
        maximumBytes: 8_192,
        seeds: {
            [
                FuzzSeed("vending", ProfileSeeds.vendingYAML),
                FuzzSeed("stamping", ProfileSeeds.stampingYAML),
                FuzzSeed("empty", "# nothing\n", isTaken: false),
                FuzzSeed("twice", "profile: 1\nprofile: 1\nname: a\nname: b\n", isTaken: false),
                FuzzSeed(
                    "flow",
                    "{profile: 1, name: \"a\\u0041\", lanes: [{id: A1}, {id: A1}], limits: {watchdog: 1h}}",
                    isTaken: false
                ),
                FuzzSeed("alias", "a: &x [1]\nb: *x\n", isTaken: false),
                FuzzSeed("block", "profile: |\n  1\nname: >-\n  a\n  b\n? [a]\n: c\n--- \n...\n", isTaken: false),
                FuzzSeed("carriage", "profile: 1\r\nname: a\r\nboard: small\r\nlanes:\r\n- id: A1\r\n", isTaken: false),
            ]
        },
        check: { bytes in
            let text = String(decoding: bytes, as: UTF8.self)
            let faults = ProfileSeeds.compiler.check(yaml: text, file: "p.yaml")
            do {
                try ProfileCheck.usable(try ProfileSeeds.compiler.compile(yaml: text, file: "p.yaml"))
                return true
            } catch let error as ProfileError {
                try FuzzFinding.unless(!error.faults.isEmpty, "the profile is refused, and nothing is wrong with it")
                try FuzzFinding.unless(error.faults.count == faults.count, "the check finds other faults")
                return false
            }
        }
    )
}
