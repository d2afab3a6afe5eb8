import ArgumentParser
import ShmChannel
import ViewerCore

/// What the command line says of several channels in one window.
enum GridArguments {
  static func shape(_ text: String) throws -> GridShape {
    guard let shape = GridShape(argument: text) else {
      throw ValidationError(
        "it takes columns and rows from 1 to \(GridShape.mostChannels), such as 2x3")
    }
    return shape
  }

  /// Refuses what cannot go together.
  ///
  /// - Parameters:
  ///   - isSole: Whether the viewer is to be the only one of its channel.
  ///   - isShow: Whether it runs a slideshow.
  static func check(_ options: Options, isSole: Bool, isShow: Bool) throws(UsageError) {
    if options.showsAll, let name = options.channels.first { throw .allAndSome(name.string) }
    if options.isSeveral && isShow { throw .slideshowOfSeveral }
    if options.isSeveral && isSole { throw .ifNoneOfSeveral }
    if let grid = options.grid, grid.count < options.channels.count {
      throw .smallGrid(grid, channelCount: options.channels.count)
    }
  }
}
