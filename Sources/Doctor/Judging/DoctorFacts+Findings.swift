extension DoctorFacts {
    /// What the facts mean, in the order in which a technician works. Pure: the same facts give the same findings.
    package var findings: [Finding] {
        let all =
            setupFindings + lineFindings + outputFindings + pulseFindings + releaseFindings + busFindings
            + clockFindings + linkFindings + queueFindings + diskFindings + versionFindings
        // A pulse may show that lines are exchanged that look right at rest.
        let troubled = Set(all.filter { $0.severity > .note }.map(\.code.area))
        return all.filter { $0.severity != .ok || $0.code == .pulseOK || !troubled.contains($0.code.area) }
    }
}
