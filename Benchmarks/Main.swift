/// `make bench`: whole rounds side by side in one run, because machines are noisy; medians and ratios, no thresholds.
@main
struct Main {
    static func main() async throws {
        var table = Table(title: "Durable appends of 256 bytes", unit: "appends/s")
        let bench = try JournalBenchmark()
        for _ in 0..<5 {
            table.add("pwrite + fdatasync, one writer", try bench.raw(seconds: 0.5))
            for producers in [1, 16, 64] {
                table.add("journal, \(producers) producers", try await bench.journal(producers: producers, seconds: 1))
            }
        }
        bench.close()
        table.write(relativeTo: "pwrite + fdatasync, one writer")

        var crypto = Table(title: "Commands on one core", unit: "commands/s")
        for _ in 0..<5 {
            crypto.add("sign", try CommandBenchmark.sign(seconds: 0.3))
            crypto.add("verify and decode", try CommandBenchmark.verify(seconds: 0.3))
        }
        crypto.write(relativeTo: "sign")
    }
}
