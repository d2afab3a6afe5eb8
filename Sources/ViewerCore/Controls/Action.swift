package import ShmShow

/// What a key or a button makes the viewer do.
package enum Action: Equatable, Sendable {
  /// Close the window and end.
  case quit
  /// Fill the monitor, or be a window again.
  case toggleFullscreen
  /// Be a window again; as a window, end.
  case leave
  /// Show or hide what there is to know about the picture.
  case toggleInformation
  /// Show what keys and buttons do, its next page, or hide it.
  case nextHelpPage
  /// Keep the picture whatever comes, or go back to the newest.
  case toggleFreeze
  /// Show a newer frame that is still there, or with a negative number an older one.
  case step(Int)
  /// Mark the frame, to compare others with it; the marked one: no longer.
  case mark
  /// Show the marked frame, or without one that before, in place of the frame; or no longer.
  case blink
  /// The key for that was let go.
  case endBlink
  /// Show the difference from the marked frame, then whether it is brighter or darker, then none.
  case nextDifference
  /// Show the marked frame to the left of the pointer, or no longer.
  case toggleWipe
  /// Show differences twice as large, or with a negative number half as large.
  case amplify(Int)
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
  /// Take the range of the picture's samples, without the outermost hundredths, for this and all
  /// that follow.
  case takeRobustRange
  /// Go back to the range that publishers say.
  case followPublishersRange
  /// Change level and width of the range with the pointer.
  case adjustRange
  /// Show gray pictures in the next color table.
  case changeColorTable
  /// Show or hide which tones stand for which numbers.
  case toggleColorBar
  /// Show or hide how often the visible numbers come.
  case toggleHistogram
  /// Show or hide how long frames take on their way to the screen.
  case toggleTiming
  /// Mark where channels are at their ends, or no longer.
  case toggleClipping
  /// Mark where the picture is sharp, or no longer.
  case togglePeaks
  /// Mark more edges as sharp, or fewer.
  case changePeaks(by: Int)
  /// Draw the next guides over the picture.
  case nextGuides
  /// Look at the picture as at first.
  case reset
  /// Give one of several channels the whole window, or show all again.
  case toggleBig
  /// Have all pictures looked at alike, or each for itself.
  case toggleLink
  /// One after the other, those for which there is something to do.
  indirect case sequence([Action])

  /// A part of a drag.
  package enum DragStep: Sendable {
    case begin
    case move
    case end
  }
}

extension Action {
  /// Whether the viewer may end by it.
  package var leadsOut: Bool {
    switch self {
    case .quit, .leave: true
    case .sequence(let actions): actions.contains(where: \.leadsOut)
    default: false
    }
  }

  /// Whether it goes with the pointer's moves, so that a button can do it and a key cannot.
  var isDrag: Bool {
    switch self {
    case .drag, .adjustRange: true
    case .sequence(let actions): actions.contains(where: \.isDrag)
    default: false
    }
  }
}
