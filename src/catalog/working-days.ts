// The shop's working days, as its owner set them. Pure.
import type { Calendar } from '../lib/calendar.ts';
import type { Settings } from './settings.ts';

type Decided = Pick<Settings, 'delivery.timeZone' | 'delivery.cutOffHour' | 'delivery.holidays'>;

export function calendarOf(settings: Decided): Calendar {
  return {
    timeZone: settings['delivery.timeZone'],
    cutOffHour: settings['delivery.cutOffHour'],
    holidays: settings['delivery.holidays'],
  };
}
