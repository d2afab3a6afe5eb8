/// Of which frame and which mark it is to be found out how they differ.
package struct DifferenceQuestion: Hashable, Sendable {
  package let frame: FrameKey
  package let mark: MarkKey
}
