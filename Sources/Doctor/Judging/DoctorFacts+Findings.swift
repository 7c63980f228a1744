extension DoctorFacts {
    /// What the facts mean, in the order in which a technician works. Pure: the same facts give the same findings.
    package var findings: [Finding] {
        setupFindings + lineFindings + outputFindings + pulseFindings + releaseFindings + busFindings + clockFindings
            + linkFindings + queueFindings + diskFindings + versionFindings
    }
}
