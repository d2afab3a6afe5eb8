internal import Slideshow

/// All that a slideshow is asked to do.
struct ShowPlan {
  let schedule: ShowSchedule.Options
  private(set) var watching: DirectoryWatcher.Options
  let places: ShowPlaces
  let limits: SlideLimits

  init(
    schedule: ShowSchedule.Options, watching: DirectoryWatcher.Options, places: ShowPlaces,
    limits: SlideLimits
  ) {
    self.schedule = schedule
    self.watching = watching
    self.watching.needsStamps = schedule.playlist.needsStamps
    self.places = places
    self.limits = limits
  }
}
