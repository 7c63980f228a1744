/// How the program ends, in the numbers of `sysexits.h`; scripts decide by them.
enum CommandEnd: Int32, CaseIterable, Sendable {
    /// The command was understood and the answer is bad news: the books do not balance, a run ended short.
    case badNews = 1
    /// The answer is that somebody should look, and that nothing is broken: `mintmark doctor`.
    case warnings = 2
    /// `EX_USAGE`: the words of the command are wrong.
    case usage = 64
    /// `EX_DATAERR`: what was given is wrong, or contradicts what is already so.
    case data = 65
    /// `EX_NOINPUT`: the file, or the thing that was named, is not there.
    case notThere = 66
    /// `EX_UNAVAILABLE`: the coordinator can't be reached.
    case unavailable = 69
    /// `EX_SOFTWARE`: the coordinator, or this program, failed.
    case software = 70
    /// `EX_CANTCREAT`: a file can't be written.
    case cannotWrite = 73
    /// `EX_TEMPFAIL`: not now; try again later.
    case notNow = 75
    /// `EX_PROTOCOL`: the answer is not understood; the programs are of different releases.
    case protocolBroken = 76
    /// `EX_NOPERM`: the token is unknown, or may not do this.
    case notPermitted = 77
    /// `EX_CONFIG`: the configuration of this program is wrong or incomplete.
    case configuration = 78

    /// For the reference.
    var words: String {
        switch self {
        case .badNews: "bad news: the books do not balance, a profile has faults, a part has failed, a run ended short"
        case .warnings: "warnings, and no fault: `mintmark doctor` alone"
        case .usage: "the words of the command are wrong"
        case .data: "what was given is wrong, or contradicts what is already so"
        case .notThere: "the file, or the thing that was named, is not there"
        case .unavailable: "the coordinator can't be reached"
        case .software: "the coordinator, or this program, failed"
        case .cannotWrite: "a file can't be written"
        case .notNow: "not now; try again later"
        case .protocolBroken: "the answer is not understood; use the programs of one release"
        case .notPermitted: "the token is unknown, or may not do this"
        case .configuration: "this program's configuration is wrong or incomplete"
        }
    }
}
