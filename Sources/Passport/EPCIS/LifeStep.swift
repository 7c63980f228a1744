/// A step in the life of a product: the business steps of the Core Business Vocabulary 2.0 that we know. The EPCIS
/// schema takes any word, so that a misspelt one is only seen here.
package enum LifeStep: String, CaseIterable, Sendable {
    case commissioning, encoding, inspecting, packing, shipping, receiving, installing, repairing, replacing
    case decommissioning, destroying, sampling, accepting, holding
}

/// How a product is after a step: dispositions of the Core Business Vocabulary 2.0.
package enum Disposition: String, CaseIterable, Sendable {
    case active, inactive, encoded, destroyed, damaged, recalled, disposed, conformant
    case nonConformant = "non_conformant"
    case inProgress = "in_progress"
    case inTransit = "in_transit"
    case retailSold = "retail_sold"
}
