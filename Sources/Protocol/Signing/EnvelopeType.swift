/// What an envelope is, as its header's `typ` says. Every place that takes envelopes takes one type, so a message
/// signed for one purpose can't be used for another.
package enum EnvelopeType: String, CaseIterable, Sendable {
    /// Coordinator to machine: do this.
    case command = "mintmark-command+jwt"
    /// Machine to coordinator: this happened.
    case receipt = "mintmark-receipt+jwt"
    /// Machine to coordinator: I open a session.
    case session = "mintmark-session+jwt"
    /// Coordinator to machine: your session.
    case grant = "mintmark-grant+jwt"
    /// Machine to coordinator: I ask to be enrolled.
    case enrolment = "mintmark-enrolment+jwt"
    /// Coordinator to machine: how your enrolment stands.
    case enrolled = "mintmark-enrolled+jwt"
    /// Root to everyone: the deployment's keys.
    case keyset = "mintmark-keyset+jwt"
    /// A compiled profile.
    case profile = "mintmark-profile+jwt"
    /// Release key to machines: the programs that they may run.
    case release = "mintmark-release+jwt"
    /// A price that the coordinator stands by.
    case quote = "mintmark-quote+jwt"
    /// Root to everyone: the key that signs the audit log.
    case auditKey = "mintmark-audit-key+jwt"
}
