internal import QtSharing
internal import ShmChannel

/// Joins a channel with a QSharedMemory until it is ended.
struct QtBridgeJob: Job {
  /// Which way pictures go.
  enum Direction: Equatable {
    case toChannel, fromChannel
  }

  let key: QtKey
  let channel: ChannelName
  let direction: Direction
  let costs: DecodingCosts
  let isQuiet: Bool

  func run() throws(Failure) {
    let place = try QtPlace(key)
    switch direction {
    case .toChannel:
      let settings = PictureProcess.Settings(
        channel: channel, name: place.name, title: key.text, costs: costs, isQuiet: isQuiet)
      try QtFollower(place, settings).run()
    case .fromChannel:
      try QtSharer(place, from: channel, isQuiet: isQuiet).run()
    }
  }
}
