/// What becomes of samples of more than 8 bits.
enum DepthChoice: String, CaseIterable {
  /// They are published as they are.
  case keep
  /// They become 8 bits, as a viewer would show them.
  case eight = "8"
}
