package import ShmChannel

/// The name of one published frame, which no other has, of any channel.
package struct FrameKey: Hashable, Sendable {
  package let channel: ChannelID
  package let generation: Generation

  package init(channel: ChannelID, generation: Generation) {
    self.channel = channel
    self.generation = generation
  }
}
