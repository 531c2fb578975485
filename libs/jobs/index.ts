export { JobsRoomModule } from './jobs-room.module.ts';
