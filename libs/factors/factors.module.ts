import { Module } from '@nestjs/common';
import { CodesService } from './codes.service.ts';
import { FactorsController } from './factors.controller.ts';
import { FactorsService } from './factors.service.ts';
import { OwnPasskeysController, PasskeySessionController } from './passkeys.controller.ts';
import { PasskeysService } from './passkeys.service.ts';
import { RecoveryCodesService } from './recovery-codes.service.ts';
import { RequiredFactorController } from './required-factor.controller.ts';
import { RequiredFactorService } from './required-factor.service.ts';
import { SecondStepController } from './second-step.controller.ts';
import { TotpService } from './totp.service.ts';

@Module({
  controllers: [
    FactorsController,
    SecondStepController,
    OwnPasskeysController,
    PasskeySessionController,
    RequiredFactorController,
  ],
  providers: [FactorsService, CodesService, TotpService, PasskeysService, RecoveryCodesService, RequiredFactorService],
  exports: [FactorsService],
})
export class FactorsModule {}
