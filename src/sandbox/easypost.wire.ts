// EasyPost's own types, so that the type checker is the judge of what the sandbox answers.
import type {
  IAddress,
  IEvent,
  IParcel,
  IPostageLabel,
  IScanForm,
  IShipment,
  ITracker,
  Rate,
} from '@easypost/api';

export type { IAddress, IEvent, IParcel, IPostageLabel, IScanForm, IShipment, ITracker };
export type IRate = Rate;
export type TrackerStatus = ITracker['status'];
type Known<T> = { [K in keyof T]: Exclude<T[K], undefined> };
/** The SDK says never null where EasyPost answers null until there is something. */
export type Wire<T> = { [K in keyof Known<T>]: Known<T>[K] | null };
