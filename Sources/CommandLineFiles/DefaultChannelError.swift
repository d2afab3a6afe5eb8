/// Why the environment names no channel, in words.
package struct DefaultChannelError: Error, Equatable, CustomStringConvertible {
  package let description: String
}
