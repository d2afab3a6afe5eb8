internal import Slideshow

/// All that a slideshow is asked to do.
struct ShowPlan {
  let schedule: ShowSchedule.Options
  let watching: DirectoryWatcher.Options
  /// Which file of a shot is shown.
  let pairs: ShotPairs
  let places: ShowPlaces
  let costs: DecodingCosts
  /// When its screen is on; nil for always.
  let hours: ShowHours?

  /// - Parameter watching: all but the places, and what the order needs to know of files.
  init(
    schedule: ShowSchedule.Options, watching: DirectoryWatcher.Options, pairs: ShotPairs,
    places: ShowPlaces, costs: DecodingCosts, hours: ShowHours? = nil
  ) {
    self.hours = hours
    var watching = watching
    watching.directories = places.directories
    watching.places = places.unknown
    watching.needsStamps = schedule.playlist.needsStamps
    watching.needsCaptureTimes = schedule.playlist.needsCaptureTimes
    watching.needsPictures = schedule.playlist.isNewestOnly
    self.schedule = schedule
    self.watching = watching
    self.pairs = pairs
    self.places = places
    self.costs = costs
  }
}
