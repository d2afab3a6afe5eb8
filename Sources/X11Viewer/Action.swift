import CX11
import ShmChannel

/// What a key or a button makes the viewer do.
enum Action: Equatable, Sendable {
  /// Close the window and end.
  case quit
  /// Fill the monitor, or be a window again.
  case toggleFullscreen
  /// Be a window again; as a window, end.
  case leave
  /// Show or hide what there is to know about the picture.
  case toggleInformation
  /// Show what keys and buttons do, its next page, or hide it.
  case turnHelp
  /// Keep the picture whatever comes, or go back to the newest.
  case toggleFreeze
  /// Show or hide the value of the pixel under the pointer.
  case togglePixel
  /// Offer that value to other programs.
  case copyPixel
  /// Tell the channel's slideshow.
  case steer(ShowCommand)
  /// Look at the picture in another way.
  case look(LookChange)
  /// Move the picture with the pointer.
  case drag(DragStep)
  /// Magnify in squares where it is smooth, and the other way round.
  case toggleMagnification
  /// Show something else behind alpha.
  case changeBackdrop
  /// Look at the picture as at first.
  case reset

  /// A part of a drag.
  enum DragStep: Sendable {
    case begin
    case move
    case end
  }
}

/// What a person did, and where.
struct Deed: Equatable, Sendable {
  /// What it may mean: the first that there is something to do for counts.
  let actions: [Action]
  /// The middle of the pixel that the pointer was at, in the window or outside of it.
  let pointer: Point
  /// When, by the server's clock.
  let time: Time

  /// What may be meant, with the pointer's place as X tells it.
  init(_ actions: [Action], atX x: CInt, y: CInt, time: Time) {
    self.actions = actions
    self.time = time
    pointer = Point(x: Double(x) + 0.5, y: Double(y) + 0.5)
  }
}
