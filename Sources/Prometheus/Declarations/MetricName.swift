/// All metrics of one program, an enumeration whose raw values are their names: the one place where they are declared.
package protocol MetricName: RawRepresentable<String>, CaseIterable, Sendable {
    /// What the metric is.
    var declaration: MetricDeclaration { get }
}
