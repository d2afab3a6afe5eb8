/*
 * A module for the Xorg server that gives the screens of its driver "dummy" monitors which can be
 * switched off (DPMS), as those of a real graphics card: with the server's own code for all that its
 * clients ask for.
 */
#include <xorg-server.h>

#include <xf86.h>
#include <xf86Module.h>

/* Of xf86Priv.h, which Debian does not install. */
extern DriverPtr *xf86DriverList;
extern int xf86NumDrivers, xf86NumScreens;

static Bool (*find_screens)(DriverPtr, int);
static xf86ScreenInitProc *begin_screen;

static void switch_monitors(ScrnInfoPtr screen, int level, int flags) {}

static Bool begin_screen_with_power(ScreenPtr screen, int argc, char **argv) {
  return begin_screen(screen, argc, argv) && xf86DPMSInit(screen, switch_monitors, 0);
}

static Bool find_screens_with_power(DriverPtr driver, int flags) {
  Bool found = find_screens(driver, flags);
  for (int i = 0; i < xf86NumScreens; i++) {
    begin_screen = xf86Screens[i]->ScreenInit;
    xf86Screens[i]->ScreenInit = begin_screen_with_power;
  }
  return found;
}

static void *set_up(void *module, void *options, int *major, int *minor) {
  if (!LoadSubModule(module, "dummy", NULL, NULL, NULL, NULL, major, minor)) return NULL;
  DriverPtr driver = xf86DriverList[xf86NumDrivers - 1];
  find_screens = driver->Probe;
  driver->Probe = find_screens_with_power;
  return module;
}

static XF86ModuleVersionInfo version = {
    "power", "shmview's tests", MODINFOSTRING1, MODINFOSTRING2, XORG_VERSION_CURRENT, 1, 0, 0,
    ABI_CLASS_VIDEODRV, ABI_VIDEODRV_VERSION, MOD_CLASS_VIDEODRV, {0, 0, 0, 0}};

_X_EXPORT XF86ModuleData powerModuleData = {&version, set_up, NULL};
